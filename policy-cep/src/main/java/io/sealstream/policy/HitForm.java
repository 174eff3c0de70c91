package io.sealstream.policy;

import io.sealstream.policy.plan.Hit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * The bytes of a hit: event id, time, topic, partition, offset, rules, then the number of slots and
 * for each its texts. Lists are their length in four bytes, then their elements. In savepoints:
 * whoever changes it gives {@link CorrelationStateSerializerSnapshot} a new version.
 */
final class HitForm {

  private HitForm() {}

  static void write(Hit hit, DataOutputView out) throws IOException {
    StringValue.writeString(hit.eventId(), out);
    out.writeLong(hit.timeMillis());
    StringValue.writeString(hit.topic(), out);
    out.writeInt(hit.partition());
    out.writeLong(hit.offset());
    out.writeLong(hit.rules());
    out.writeInt(hit.values().size());
    for (List<String> slot : hit.values()) {
      writeTexts(slot, out);
    }
  }

  static Hit read(DataInputView in) throws IOException {
    return new Hit(
        StringValue.readString(in),
        in.readLong(),
        StringValue.readString(in),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        readSlots(in));
  }

  private static List<List<String>> readSlots(DataInputView in) throws IOException {
    int count = in.readInt();
    List<List<String>> slots = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      slots.add(readTexts(in));
    }
    return slots;
  }

  static void writeTexts(List<String> texts, DataOutputView out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      StringValue.writeString(text, out);
    }
  }

  static List<String> readTexts(DataInputView in) throws IOException {
    int count = in.readInt();
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(StringValue.readString(in));
    }
    return texts;
  }
}
