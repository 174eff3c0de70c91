package io.sealstream.evidence.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.Bytes;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Changes values of a canonical text; it stays canonical as long as no field is added. */
final class JsonEdit {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonEdit() {}

  static Bytes of(Bytes text, Consumer<ObjectNode> change) {
    try {
      ObjectNode root = (ObjectNode) JSON.readTree(text.toUtf8());
      change.accept(root);
      return Bytes.utf8(JSON.writeValueAsString(root));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
