package io.sealstream.cli.conformance;

import io.sealstream.cli.conformance.ExfilLabels.UserDay;
import io.sealstream.policy.BacktestDecision;
import io.sealstream.policy.PolicySource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Transfers with exfiltration hidden among them, under the policies of the starter library. That
 * the score can be told is the one vector; how high it is passes or fails nothing.
 */
final class ExfilPart implements ConformancePart {
  private static final String FOLDER = "exfil";
  private static final String LABELS = FOLDER + "/labels.json";
  private static final String PACKED = FOLDER + "/transfers.csv.gz";
  private static final String TRANSFERS = FOLDER + "/transfers.csv";
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
          tell(pack, score);
          return Optional.empty();
        });
  }

  private static void tell(Pack pack, Score score) {
    if (!pack.has(LABELS)) {
      throw new UnreadableException(LABELS + " is not there");
    }
    ExfilLabels labels = ExfilLabels.read(pack.json(LABELS), LABELS);
    ExfilTransfers transfers = transfers(pack);
    labels.injections().stream()
        .flatMap(each -> transfers.difference(each).stream())
        .forEach(difference -> score.line(FOLDER + ": labels differ: " + difference));
    var found = new ExfilScore(labels, alerts(labels, transfers));
    score.line(FOLDER + ": " + found.words());
  }

  private static ExfilTransfers transfers(Pack pack) {
    if (pack.has(PACKED)) {
      return ExfilTransfers.read(pack.unzipped(PACKED), PACKED);
    }
    if (pack.has(TRANSFERS)) {
      return ExfilTransfers.read(pack.text(TRANSFERS), TRANSFERS);
    }
    throw new UnreadableException("neither " + PACKED + " nor " + TRANSFERS + " is there");
  }

  private static Set<UserDay> alerts(ExfilLabels labels, ExfilTransfers transfers) {
    List<PolicySource> policies = POLICIES.stream().map(ExfilPart::policy).toList();
    return PolicyReplay.decisions(policies, transfers.events()).stream()
        .map(found -> alert(labels, found))
        .collect(Collectors.toSet());
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
