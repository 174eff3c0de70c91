package io.sealstream.policy.sigma;

import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * What other documents may call a document by.
 *
 * @param id as the document states it; null where it states none
 * @param name its {@code name}; null where it has none
 */
public record DocumentName(@Nullable String id, @Nullable String name) {

  static DocumentName of(YamlMap map) {
    return new DocumentName(map.text("id"), map.text("name"));
  }

  /** Without a word about what is wrong with the document. */
  static DocumentName of(MappingNode document) {
    return of(new YamlMap(document, new Problems()));
  }

  boolean is(String reference) {
    return reference.equals(name) || reference.equalsIgnoreCase(id);
  }
}
