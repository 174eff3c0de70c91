package io.sealstream.policy.envelope;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads who answers for a policy, and what its violations say about it. */
record GovernanceReader(Section envelope) {
  static final Pattern TEXT = Pattern.compile("(?s).*\\S.*");
  static final Pattern WORD = Pattern.compile("\\S+");

  private static final Pattern LEVEL = Pattern.compile("informational|low|medium|high|critical");
  private static final Pattern TAG = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)+");
  private static final Pattern CONTROL = Pattern.compile("[A-Z]{2,8}-[0-9]{2,4}");
  private static final Pattern LINK = Pattern.compile("(https?://|urn:)[^\\s]+");
  private static final Pattern RUNBOOK =
      Pattern.compile("https?://[^\\s]+|(?!.*\\.\\.)[A-Za-z0-9_-][A-Za-z0-9._/-]*(#[^\\s]*)?");

  Governance governance() {
    return new Governance(
        envelope.requiredText("owner", TEXT, "a text"),
        envelope.texts("controls", CONTROL, "the id of a control, as in AC-09"),
        envelope.text(
            "runbook", RUNBOOK, "an http or https address, or a relative path without '..'"));
  }

  /** A finding that is no Sigma document has no other title than the envelope's. */
  Overlay overlay(boolean titleRequired) {
    @Nullable String title =
        titleRequired
            ? envelope.requiredText("title", TEXT, "a text")
            : envelope.text("title", TEXT, "a text");
    return new Overlay(
        title,
        envelope.text("description", TEXT, "a text"),
        envelope.text("severity", LEVEL, "informational, low, medium, high or critical"),
        envelope.texts("tags", TAG, "a tag with its namespace, as in attack.t1110"),
        attribution());
  }

  private Attribution attribution() {
    return envelope
        .section("attribution", List.of("author", "link", "license"))
        .map(
            section ->
                new Attribution(
                    section.text("author", TEXT, "a text"),
                    section.text("link", LINK, "an http, https or urn: address"),
                    section.text("license", TEXT, "a text")))
        .orElse(Attribution.NONE);
  }
}
