package io.sealstream.cli.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.local.Endpoints;
import io.sealstream.local.FlinkRest;
import io.sealstream.local.LocalHome;
import io.sealstream.local.LocalStackException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The jobs on the Flink cluster of a local stack. */
public final class StackJobs {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final String RUNNING = "RUNNING";

  private final LocalHome home;
  private final Path work;
  private final Endpoints endpoints;
  private final FlinkRest flink;

  /**
   * Opens no connection.
   *
   * @param work the stack's work folder
   */
  public StackJobs(LocalHome home, Path work, Endpoints endpoints) {
    this.home = home;
    this.work = work;
    this.endpoints = endpoints;
    this.flink = new FlinkRest(endpoints.flinkUrl());
  }

  /**
   * Submits a job and returns its id; it may not run yet.
   *
   * @param set keys that override what is assumed
   */
  public String submit(Job job, Map<String, String> set) throws IOException {
    Map<String, String> arguments = new LinkedHashMap<>(JobDefaults.of(job, endpoints, work, home));
    arguments.putAll(set);
    return flink.submit(JobJar.find(home, job), pairs(arguments));
  }

  /**
   * Returns once every task of the job runs.
   *
   * @return the names of its operators
   * @throws LocalStackException when the job ends or does not run in time
   */
  public List<String> awaitRunning(String id) throws IOException {
    Await.until(() -> runs(id), START_TIMEOUT, () -> "job " + id + " is " + flink.job(id));
    List<String> operators = new ArrayList<>();
    flink.job(id).path("vertices").forEach(vertex -> operators.add(vertex.path("name").asText()));
    return operators;
  }

  private boolean runs(String id) {
    JsonNode job = flink.job(id);
    String state = job.path("state").asText();
    if (state.equals("FAILED") || state.equals("CANCELED") || state.equals("FINISHED")) {
      throw new LocalStackException(
          "Job %s is %s: see flink-taskmanager.log in %s".formatted(id, state, work));
    }
    List<String> states = new ArrayList<>();
    job.path("vertices").forEach(vertex -> states.add(vertex.path("status").asText()));
    return state.equals(RUNNING) && states.stream().allMatch(RUNNING::equals);
  }

  /** Arguments as jobs take them. */
  public static List<String> pairs(Map<String, String> arguments) {
    return arguments.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList();
  }
}
