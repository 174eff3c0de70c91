package io.sealstream.cli.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.cli.options.Answer;
import io.sealstream.cli.options.OutputFile;
import io.sealstream.policy.PolicyAdmission;
import io.sealstream.policy.PolicyBundles;
import io.sealstream.policy.PolicyCompilationException;
import io.sealstream.policy.PolicyFiles;
import io.sealstream.policy.publish.PolicyRecord;
import io.sealstream.policy.publish.PolicyVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code sealstream policy publish}: versions of policies onto the topic that running jobs take
 * them up from, in one transaction: all or none are published. Exit 0 where every one is admitted
 * and durable, 1 where one is refused, 2 where a path or Kafka cannot be reached.
 */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = {
      "Publishes policies, signed by their author and by an approver who is somebody else.",
      "The author: policy publish PATH... --author A --author-key FILE --approver B --reason R",
      "  --effective-from T --draft OUT.json",
      "  Filters that stand in files of their own go with the rules that they reach, and rules of",
      "  other files with the correlations that name them.",
      "The approver: policy publish OUT.json --approver B --approver-key FILE --keys FILE",
      "Of several files all or none are published, in one transaction of Kafka.",
      "Exit code 0: published. 1: refused; nothing was sent, unless it says 'sent, and refused'. 2:"
          + " unreachable or wrong usage."
    })
final class PublishCommand implements Callable<Integer> {
  private static final int FINE = 0;
  private static final int FINDING = 1;

  private final Clock clock;

  @Mixin private final Answer answer = new Answer();
  @Mixin private final PoliciesTopicOptions options = new PoliciesTopicOptions();
  @Mixin private final DraftOptions drafting = new DraftOptions();

  @Option(
      names = "--draft",
      paramLabel = "OUT.json",
      description = "Writes what is signed so far there, for the approver; publishes nothing.")
  private @Nullable Path draft;

  @Option(
      names = "--development",
      description = "Publishes without signatures, for jobs with sealstream.policy.development.")
  private boolean development;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Policy files and folders; or drafts, which end in .json.")
  private List<String> paths = List.of();

  PublishCommand() {
    this(Clock.systemUTC());
  }

  /** With a clock that says what "ahead of now" is: asked for each judgement anew. */
  PublishCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    requireSense();
    List<PolicyDraft> drafts;
    try {
      drafts = drafts(clock.instant());
    } catch (PolicyCompilationException e) {
      e.problems().forEach(problem -> answer.err().println(problem));
      return FINDING;
    }
    Path file = draft;
    return file == null ? publish(drafts) : write(file, drafts);
  }

  private void requireSense() {
    if (development && (options.hasKeys() || drafting.signs() || draft != null)) {
      throw answer.wrongUsage("--development publishes unsigned: leave keys and --draft out");
    }
    if (!development && draft == null && !options.hasKeys()) {
      throw answer.wrongUsage("--keys says who may sign: name the job's file; or --development");
    }
    if (draft != null && !PolicyDraft.isDraft(draft.toString())) {
      throw answer.wrongUsage("--draft " + draft + ": its name must end in .json");
    }
    if (paths.stream().anyMatch(PolicyDraft::isDraft)
        && !paths.stream().allMatch(PolicyDraft::isDraft)) {
      throw answer.wrongUsage("drafts (.json) and policies cannot be mixed");
    }
  }

  private List<PolicyDraft> drafts(Instant now) throws IOException {
    if (!PolicyDraft.isDraft(paths.get(0))) {
      var bundles = PolicyBundles.of(PolicyFiles.read(paths).required());
      bundles.warnings().forEach(warning -> answer.err().println(LintCommand.warning(warning)));
      return drafting.drafts(answer, bundles.policies(), now, draft != null);
    }
    var drafts = new ArrayList<PolicyDraft>();
    for (String path : paths) {
      drafts.addAll(PolicyDraft.read(Path.of(path)));
    }
    return drafting.approved(answer, drafts);
  }

  private int write(Path file, List<PolicyDraft> drafts) throws IOException {
    List<Publication.Refusal> refusals =
        drafts.stream()
            .flatMap(
                each ->
                    PolicyAdmission.problems(each.statement()).stream()
                        .map(why -> new Publication.Refusal(each.place(), why)))
            .toList();
    if (!refusals.isEmpty()) {
      return refuse(refusals);
    }
    OutputFile.prepare(file);
    PolicyDraft.write(file, drafts);
    answer.print(
        () -> "drafts in " + file + ": " + drafts.size() + "; their approver publishes that file",
        () ->
            JsonNodeFactory.instance
                .objectNode()
                .put("drafts", drafts.size())
                .put("file", file.toString()));
    return FINE;
  }

  private int publish(List<PolicyDraft> drafts) throws IOException {
    PoliciesTopic topic =
        options
            .topic()
            .orElseThrow(() -> answer.wrongUsage("--bootstrap is required: no local stack is up"));
    Optional<List<PolicyRecord>> history = topic.read();
    Publication planned = plan(history.orElse(List.of()), drafts);
    if (history.isEmpty() && planned.refusals().isEmpty()) {
      topic.create();
      planned = plan(List.of(), drafts); // making it may have taken some of the 60 s ahead
    }
    return planned.refusals().isEmpty() ? send(topic, planned) : refuse(planned.refusals());
  }

  private Publication plan(List<PolicyRecord> history, List<PolicyDraft> drafts)
      throws IOException {
    return Publication.of(options.ledger(), history, drafts, clock.instant());
  }

  private int send(PoliciesTopic topic, Publication planned) throws IOException {
    topic.send(planned.accepted());
    Publication done = cameOf(topic, planned.accepted());
    answer.print(
        () -> words(done.repeated(), planned.repeated()),
        () -> json(done.repeated(), planned.repeated(), done.refusals()));
    done.refusals().forEach(each -> answer.err().println(each.place() + ": " + each.why()));
    return done.refusals().isEmpty() ? FINE : FINDING;
  }

  private Publication cameOf(PoliciesTopic topic, List<PolicyDraft> sent) throws IOException {
    try {
      return Publication.after(options.ledger(), topic.read().orElse(List.of()), sent);
    } catch (IOException e) {
      throw new IOException(e.getMessage() + PoliciesTopic.PUBLISHED, e);
    }
  }

  private int refuse(List<Publication.Refusal> refusals) {
    refusals.forEach(each -> answer.err().println(each.place() + ": " + each.why()));
    answer.print(
        () -> refusals.size() + " refused, nothing was sent",
        () -> json(List.of(), List.of(), refusals));
    return FINDING;
  }

  private static String words(List<PolicyVersion> published, List<PolicyVersion> repeated) {
    var lines = new ArrayList<String>();
    for (PolicyVersion each : published) {
      lines.add(
          "%s effective from %s, offset %d"
              .formatted(each.statement().key(), each.effectiveFrom(), each.offset()));
    }
    for (PolicyVersion each : repeated) {
      lines.add(
          "%s is published already, at offset %d: nothing to send"
              .formatted(each.statement().key(), each.offset()));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static ObjectNode json(
      List<PolicyVersion> published,
      List<PolicyVersion> repeated,
      List<Publication.Refusal> refusals) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    put(object.putArray("published"), published);
    put(object.putArray("repeated"), repeated);
    ArrayNode refused = object.putArray("refused");
    refusals.forEach(each -> refused.addObject().put("file", each.place()).put("why", each.why()));
    return object;
  }

  private static void put(ArrayNode array, List<PolicyVersion> versions) {
    for (PolicyVersion each : versions) {
      array
          .addObject()
          .put("id", each.id())
          .put("version", each.version())
          .put("effectiveFrom", each.effectiveFrom().toString())
          .put("offset", each.offset());
    }
  }
}
