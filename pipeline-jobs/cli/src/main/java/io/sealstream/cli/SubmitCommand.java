package io.sealstream.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.cli.jobs.Job;
import io.sealstream.cli.jobs.JobDefaults;
import io.sealstream.cli.jobs.JobJar;
import io.sealstream.cli.jobs.StackJobs;
import io.sealstream.cli.options.Answer;
import io.sealstream.cli.options.StackFolder;
import io.sealstream.local.Endpoints;
import io.sealstream.local.FlinkRest;
import io.sealstream.local.LocalStackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code sealstream submit}: gives a built job to a Flink session cluster and returns when the
 * cluster has accepted it. On the local stack the addresses need not be named; on another cluster
 * nothing is assumed.
 */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description = "Submits a job to the Flink cluster of the local stack, or to another one.")
final class SubmitCommand implements Callable<Integer> {
  @Mixin private final StackFolder folder = new StackFolder();
  @Mixin private final Answer answer = new Answer();

  @Parameters(paramLabel = "JOB", description = "policy, evidence or search.")
  private String job = "";

  @Option(
      names = "--jobmanager",
      paramLabel = "URL",
      description = "REST address of another cluster; then every key must be set.")
  private @Nullable String jobManager;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A sealstream.* key of the job, or one of Flink's. Overrides what is assumed.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(names = "--jar", description = "The job's jar. Default: the one that the build made.")
  private @Nullable Path jar;

  @Override
  public Integer call() throws IOException {
    Job wanted = Job.of(job);
    Path file = jar == null ? JobJar.find(folder.home(), wanted) : jar;
    Map<String, String> arguments = new LinkedHashMap<>();
    String url = jobManager;
    if (url == null) {
      Endpoints endpoints = stack();
      url = endpoints.flinkUrl();
      arguments.putAll(JobDefaults.of(wanted, endpoints, folder.path(), folder.home()));
      set.computeIfPresent(JobDefaults.POLICY_PATHS, (key, paths) -> JobDefaults.absolute(paths));
      set.computeIfPresent(JobDefaults.POLICY_KEYS, (key, path) -> JobDefaults.absolute(path));
      set.computeIfPresent(JobDefaults.RETENTION_TABLE, (key, path) -> JobDefaults.absolute(path));
    }
    FlinkRest flink = new FlinkRest(url);
    List<String> pairs = StackJobs.pairs(JobDefaults.overridden(arguments, set));
    String id = flink.submit(file, pairs);
    report(wanted, id, flink.url() + "/#/job/running/" + id);
    return 0;
  }

  private Endpoints stack() {
    return Endpoints.load(folder.path())
        .orElseThrow(
            () ->
                new LocalStackException(
                    "The local stack is not up: run '%s', or name another cluster with --jobmanager"
                        .formatted(folder.command("up"))));
  }

  private void report(Job wanted, String id, String url) {
    answer.print(
        () -> "%s job %s accepted: %s".formatted(wanted.word(), id, url),
        () ->
            JsonNodeFactory.instance
                .objectNode()
                .put("job", wanted.word())
                .put("id", id)
                .put("url", url));
  }
}
