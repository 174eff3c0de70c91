package io.sealstream.cli.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.cli.options.Answer;
import io.sealstream.policy.publish.PolicyLedger;
import io.sealstream.policy.publish.PolicyRecord;
import io.sealstream.policy.publish.PolicyVerdict.Refused;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code sealstream policy list}: which version of each policy is in force, which are scheduled,
 * and what was refused. Exit 0, or 2 where Kafka or its topic cannot be reached.
 */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists published policies: in force, scheduled, and what was refused and why.")
final class PolicyListCommand implements Callable<Integer> {
  @Mixin private final Answer answer = new Answer();
  @Mixin private final PoliciesTopicOptions options = new PoliciesTopicOptions();

  @Option(names = "--history", description = "Versions that are over, too.")
  private boolean history;

  private record Listing(
      List<GoverningSpan> spans, List<Refused> refused, Instant now, boolean checked) {

    private String text() {
      var lines = new ArrayList<String>();
      spans.forEach(span -> lines.add(span.text(now)));
      refused.forEach(
          each ->
              lines.add(
                  "refused %s offset %d: %s"
                      .formatted(each.key(), each.record().offset(), each.why())));
      lines.add(
          "%d versions, %d records refused%s"
              .formatted(
                  spans.size(),
                  refused.size(),
                  checked ? "" : "; signatures were not checked: no --keys"));
      return String.join(System.lineSeparator(), lines);
    }

    private ObjectNode json() {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      ArrayNode policies = object.putArray("policies");
      spans.forEach(span -> policies.add(span.json(now)));
      ArrayNode refusals = object.putArray("refused");
      for (Refused each : refused) {
        refusals
            .addObject()
            .put("key", each.key())
            .put("offset", each.record().offset())
            .put("publishedAt", Instant.ofEpochMilli(each.record().timestampMillis()).toString())
            .put("why", each.why());
      }
      return object.put("signaturesChecked", checked);
    }
  }

  @Override
  public Integer call() throws IOException {
    PoliciesTopic topic =
        options
            .topic()
            .orElseThrow(() -> answer.wrongUsage("--bootstrap is required: no local stack is up"));
    PolicyLedger ledger = options.ledger();
    List<PolicyRecord> records =
        topic
            .read()
            .orElseThrow(
                () -> new IOException("there is no such topic: nothing was ever published"));
    var refused = new ArrayList<Refused>();
    for (PolicyRecord record : records) {
      if (ledger.admit(record) instanceof Refused no) {
        refused.add(no);
      }
    }
    Instant now = Clock.systemUTC().instant();
    List<GoverningSpan> spans =
        GoverningSpan.of(ledger.versions()).stream()
            .filter(span -> history || span.isOpen(now))
            .toList();
    var listing = new Listing(spans, refused, now, options.hasKeys());
    answer.print(listing::text, listing::json);
    return 0;
  }
}
