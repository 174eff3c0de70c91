package io.sealstream.cli.conformance;

import io.sealstream.cli.conformance.ExfilLabels.UserDay;
import io.sealstream.policy.Backtest;
import io.sealstream.policy.BacktestDecision;
import io.sealstream.policy.BacktestTime;
import io.sealstream.policy.PolicyCompiler;
import io.sealstream.policy.PolicySource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Transfers with exfiltration hidden among them, under the policies of the starter library. That
 * the score can be told is the one vector; how high it is passes or fails nothing.
 */
final class ExfilPart implements ConformancePart {
  private static final String FOLDER = "exfil";
  private static final String LABELS = FOLDER + "/labels.json";
  private static final String TRANSFERS = FOLDER + "/transfers.csv.gz";
  private static final List<String> POLICIES =
      List.of("app-transfer-bulk", "app-transfer-burst", "app-transfer-to-new-destination");

  @Override
  public String name() {
    return FOLDER;
  }

  @Override
  public Optional<String> obstacle(Pack pack) {
    return pack.names(FOLDER, "", "").isEmpty()
        ? Optional.of(FOLDER + "/* is not there")
        : Optional.empty();
  }

  @Override
  public void run(Pack pack, Score score) {
    score.check(
        name(),
        () -> {
          score.line(name() + ": " + score(pack).words());
          return Optional.empty();
        });
  }

  private static ExfilScore score(Pack pack) {
    for (String file : List.of(LABELS, TRANSFERS)) {
      if (!pack.has(file)) {
        throw new UnreadableException(file + " is not there");
      }
    }
    ExfilLabels labels = ExfilLabels.read(pack.json(LABELS), LABELS);
    ExfilTransfers transfers = ExfilTransfers.read(pack.unzipped(TRANSFERS), TRANSFERS);
    labels.injections().forEach(transfers::requireInjected);
    return new ExfilScore(labels, alerts(labels, transfers));
  }

  private static Set<UserDay> alerts(ExfilLabels labels, ExfilTransfers transfers) {
    List<PolicySource> policies = POLICIES.stream().map(ExfilPart::policy).toList();
    var alerts = new HashSet<UserDay>();
    try (var run =
        new Backtest(
            PolicyCompiler.compile(policies),
            BacktestTime.IN_ORDER,
            found -> alerts.add(alert(labels, found)))) {
      for (int i = 0; i < transfers.all().size(); i++) {
        run.add(transfers.all().get(i).event("t" + i));
      }
      run.end();
      if (run.counts().lost() > 0) {
        throw new IllegalStateException("more than a state may hold: " + run.counts());
      }
    }
    return alerts;
  }

  /** All of these policies have a group for each person. */
  private static UserDay alert(ExfilLabels labels, BacktestDecision found) {
    String user = Objects.requireNonNull(found.group().get("actor.id"), "a group by actor.id");
    return labels.on(user, found.time().getEpochSecond());
  }

  /** Packed from policy-cep/policies, as it is. */
  private static PolicySource policy(String id) {
    String file = id + ".yml";
    try (InputStream text = ExfilPart.class.getResourceAsStream("policies/" + file)) {
      byte[] bytes = Objects.requireNonNull(text, file).readAllBytes();
      return new PolicySource(file, new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
