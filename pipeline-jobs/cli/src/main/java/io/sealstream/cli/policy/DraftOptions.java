package io.sealstream.cli.policy;

import io.sealstream.cli.options.Answer;
import io.sealstream.policy.PolicyAdmission;
import io.sealstream.policy.PolicySource;
import io.sealstream.policy.publish.PolicyStatement;
import io.sealstream.policy.publish.SignedPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What author and approver say of policies, and the keys they sign it with. */
final class DraftOptions {
  /** Where nobody says from when: time to be signed, sent and taken up everywhere. */
  private static final Duration SOON = Duration.ofSeconds(90);

  @Option(names = "--author", paramLabel = "NAME", description = "Who wrote it.")
  private @Nullable String author;

  @Option(names = "--author-key", paramLabel = "FILE", description = "The author's private key.")
  private @Nullable Path authorKey;

  @Option(
      names = "--approver",
      required = true,
      paramLabel = "NAME",
      description = "Who approves it; not the author.")
  private String approver = "";

  @Option(
      names = "--approver-key",
      paramLabel = "FILE",
      description = "The approver's private key.")
  private @Nullable Path approverKey;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why it is published; not with a draft, which has its own.")
  private @Nullable String reason;

  @Option(
      names = "--effective-from",
      paramLabel = "TIME",
      description =
          "The first event time it governs, at least 60 s ahead. Default: what the envelope says,"
              + " else 90 s from now; with --draft one of the two is required.")
  private @Nullable Instant effectiveFrom;

  @Option(
      names = "--version-number",
      paramLabel = "N",
      description = "The version of files that state none. Default: 1.")
  private @Nullable Long version;

  boolean signs() {
    return authorKey != null || approverKey != null;
  }

  /** Files as their author has them published; signed with the keys that are given. */
  List<PolicyDraft> drafts(Answer answer, List<PolicySource> sources, Instant now, boolean forLater)
      throws IOException {
    if (reason == null || reason.isBlank()) {
      throw answer.wrongUsage("--reason is required: the history says why");
    }
    if (author == null && authorKey != null) {
      throw answer.wrongUsage("--author is required with --author-key");
    }
    if (approver.isBlank()) {
      throw answer.wrongUsage("--approver must name somebody");
    }
    String by = author == null ? System.getProperty("user.name", "unknown") : author;
    if (by.equals(approver)) {
      throw answer.wrongUsage("author and approver are both " + by + "; they must be two people");
    }
    var drafts = new ArrayList<PolicyDraft>();
    for (PolicySource source : sources) {
      PolicyStatement statement = statement(answer, source, by, now, forLater);
      drafts.add(new PolicyDraft(source.place(), statement, SignedPolicy.unsigned(statement)));
    }
    return signed(signed(drafts, by, authorKey), approver, approverKey);
  }

  private PolicyStatement statement(
      Answer answer, PolicySource source, String by, Instant now, boolean forLater) {
    PolicyAdmission.Stated stated = PolicyAdmission.stated(source, version == null ? 1 : version);
    Instant from = effectiveFrom == null ? stated.effectiveFrom().orElse(null) : effectiveFrom;
    if (from == null && forLater) {
      throw answer.wrongUsage(
          "--effective-from is required with --draft: until then it must be approved");
    }
    return new PolicyStatement(
        stated.id(),
        stated.version(),
        source.name(),
        source.text(),
        by,
        approver,
        String.valueOf(reason),
        from == null ? now.plus(SOON).truncatedTo(ChronoUnit.SECONDS) : from,
        now.truncatedTo(ChronoUnit.MILLIS));
  }

  /** Drafts with the approver's signature. */
  List<PolicyDraft> approved(Answer answer, List<PolicyDraft> drafts) throws IOException {
    if (author != null
        || authorKey != null
        || reason != null
        || effectiveFrom != null
        || version != null) {
      throw answer.wrongUsage(
          "a draft says who, why, when and which version: only --approver goes with it");
    }
    for (PolicyDraft draft : drafts) {
      if (!draft.statement().approver().equals(approver)) {
        throw answer.wrongUsage(
            "%s is to be approved by %s, not by %s"
                .formatted(draft.place(), draft.statement().approver(), approver));
      }
    }
    return signed(drafts, approver, approverKey);
  }

  private static List<PolicyDraft> signed(
      List<PolicyDraft> drafts, String signer, @Nullable Path file) throws IOException {
    if (file == null) {
      return drafts;
    }
    var key = SigningKey.read(file);
    return drafts.stream().map(draft -> draft.signedBy(signer, key)).toList();
  }
}
