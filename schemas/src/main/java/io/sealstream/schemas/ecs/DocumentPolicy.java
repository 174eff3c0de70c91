package io.sealstream.schemas.ecs;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.Classification;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of an event reaches the search index, by the classification of each field in the schema.
 *
 * <p>The default keeps analysts able to work: public, internal and personal fields (user ids,
 * addresses, resources) as they are, sensitive ones masked, secret ones left out. Public fields are
 * always kept: a document without time, id and tenant is none.
 *
 * @param actions one for every class
 * @param pseudonymSecret at least 32 bytes, needed if any class is pseudonymised
 */
public record DocumentPolicy(
    Map<Classification, FieldAction> actions, @Nullable Bytes pseudonymSecret)
    implements Serializable {

  public static final DocumentPolicy DEFAULT = new DocumentPolicy(defaults(), null);

  private static final int MIN_SECRET_BYTES = 32;

  public DocumentPolicy {
    actions = Map.copyOf(actions);
    for (Classification classification : Classification.values()) {
      if (!actions.containsKey(classification)) {
        throw new IllegalArgumentException("no action for class " + classification);
      }
    }
    if (actions.get(Classification.PUBLIC) != FieldAction.KEEP) {
      throw new IllegalArgumentException(
          "public fields must be kept: time, id and tenant are public");
    }
    boolean needsSecret = actions.containsValue(FieldAction.PSEUDONYMISE);
    int secretBytes = pseudonymSecret == null ? 0 : pseudonymSecret.size();
    if (needsSecret && secretBytes < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "pseudonyms need a secret of at least "
              + MIN_SECRET_BYTES
              + " bytes, given "
              + secretBytes);
    }
  }

  /** This policy with another action for one class. */
  public DocumentPolicy with(Classification classification, FieldAction action) {
    var changed = new EnumMap<>(actions);
    changed.put(classification, action);
    return new DocumentPolicy(changed, pseudonymSecret);
  }

  /** This policy with the secret that pseudonyms are made with. */
  public DocumentPolicy withPseudonymSecret(Bytes secret) {
    return new DocumentPolicy(actions, secret);
  }

  FieldAction action(Classification classification) {
    FieldAction action = actions.get(classification);
    return action == null ? FieldAction.DROP : action;
  }

  private static Map<Classification, FieldAction> defaults() {
    return Map.of(
        Classification.PUBLIC, FieldAction.KEEP,
        Classification.INTERNAL, FieldAction.KEEP,
        Classification.PERSONAL, FieldAction.KEEP,
        Classification.SENSITIVE, FieldAction.MASK,
        Classification.SECRET, FieldAction.DROP);
  }
}
