package io.sealstream.schemas.ecs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies an action to a value. */
final class Minimiser {
  static final String MASKED = "[masked]";

  private final @Nullable Pseudonyms pseudonyms;

  Minimiser(DocumentPolicy policy) {
    pseudonyms = policy.pseudonymSecret() == null ? null : new Pseudonyms(policy.pseudonymSecret());
  }

  /** The value that may be indexed, or null for none. */
  @Nullable Object apply(FieldAction action, String tenant, Object value) {
    if (action == FieldAction.KEEP) {
      return value;
    }
    if (action == FieldAction.DROP) {
      return null;
    }
    if (value instanceof String text) {
      return text(action, tenant, text);
    }
    if (value instanceof List<?> list) {
      var treated = new ArrayList<String>(list.size());
      list.forEach(element -> treated.add(text(action, tenant, element.toString())));
      return treated;
    }
    boolean coarse = action == FieldAction.MASK && value instanceof Coordinates;
    return coarse ? ((Coordinates) value).coarse() : null;
  }

  /** For an action other than {@link FieldAction#DROP}. */
  String text(FieldAction action, String tenant, String text) {
    return switch (action) {
      case KEEP -> text;
      case PSEUDONYMISE -> pseudonyms == null ? MASKED : pseudonyms.of(tenant, text);
      case MASK, DROP -> MASKED;
    };
  }
}
