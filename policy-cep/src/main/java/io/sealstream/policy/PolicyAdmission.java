package io.sealstream.policy;

import io.sealstream.policy.AdmissionMemo.Examined;
import io.sealstream.policy.publish.PolicyStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a published file must be to run, apart from who signed it. */
public final class PolicyAdmission {
  /** How many files' answers are remembered: some hundred bytes each. */
  private static final int REMEMBERED = 20_000;

  private static final AdmissionMemo MEMO = new AdmissionMemo(REMEMBERED, PolicyAdmission::examine);

  private PolicyAdmission() {}

  /** SHA-256 of the file's UTF-8 text, lower-case hex: as violations and decisions name it. */
  public static String contentHash(PolicySource source) {
    return Compilation.sha256(source.text());
  }

  /**
   * What is wrong with the file as it was published: it must compile alone, hold one policy, be
   * what the statement says it is, and pass its own tests where it enforces.
   *
   * <p>For any thread; a file is examined once for all tasks of a job in this Java.
   *
   * @return one line for each problem; none where it may run
   */
  public static List<String> problems(PolicyStatement statement) {
    return MEMO.of(statement).problems();
  }

  /** Whether an admitted file holds something over several events. */
  static boolean isOverSeveral(PolicyStatement statement) {
    return MEMO.of(statement).isOverSeveral();
  }

  private static Examined examine(PolicyStatement statement) {
    PolicyFindings findings = PolicyCompiler.examine(List.of(statement.source()));
    if (!findings.errors().isEmpty()) {
      return new Examined(findings.errors().stream().map(PolicyProblem::toString).toList(), false);
    }
    return new Examined(problems(statement, findings), !findings.book().hitPolicies().isEmpty());
  }

  private static List<String> problems(PolicyStatement statement, PolicyFindings findings) {
    List<PolicyIdentity> identities = findings.book().identities();
    if (identities.size() != 1) {
      return List.of(
          "a published file holds one policy, this one %d: give each its own file"
              .formatted(identities.size()));
    }
    var problems = new ArrayList<String>();
    PolicyIdentity identity = identities.get(0);
    if (!identity.toString().equals(statement.key())) {
      problems.add("the text is " + identity + ", published as " + statement.key());
    }
    stated(findings.book())
        .filter(time -> !time.equals(statement.effectiveFrom()))
        .ifPresent(
            time ->
                problems.add(
                    "effectiveFrom is %s in the text, published as %s"
                        .formatted(time, statement.effectiveFrom())));
    PolicyGate.problems(findings.book()).forEach(problem -> problems.add(problem.toString()));
    return problems;
  }

  /**
   * The id and version that a file's text states, and the time from which it is effective.
   *
   * @param version the version of a text that states none
   * @throws PolicyCompilationException where it does not compile, or holds no or several policies
   */
  public static Stated stated(PolicySource source, long version) {
    var released =
        new PolicySource(
            source.name(),
            source.place(),
            source.text(),
            new PolicyRelease(String.valueOf(version), Instant.EPOCH));
    PolicyBook book = PolicyCompiler.compile(List.of(released));
    List<PolicyIdentity> identities = book.identities();
    if (identities.size() != 1) {
      throw new PolicyCompilationException(
          List.of(
              new PolicyProblem(
                  source.place(),
                  1,
                  1,
                  "a published file holds one policy, this one %d: give each its own file"
                      .formatted(identities.size()))));
    }
    PolicyIdentity identity = identities.get(0);
    return new Stated(identity.id(), Long.parseLong(identity.version()), stated(book));
  }

  /**
   * What a text says of itself.
   *
   * @param effectiveFrom nothing where it does not say
   */
  public record Stated(String id, long version, Optional<Instant> effectiveFrom) {}

  private static Optional<Instant> stated(PolicyBook book) {
    return book.charters().stream()
        .flatMap(charter -> charter.envelope().stream())
        .flatMap(envelope -> Optional.ofNullable(envelope.terms().effectiveFrom()).stream())
        .findFirst();
  }
}
