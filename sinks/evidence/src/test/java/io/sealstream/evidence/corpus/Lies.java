package io.sealstream.evidence.corpus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.verify.SampleArchive.Edits;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Differences of one epoch that the signature covers. */
final class Lies {
  private Lies() {}

  /** Kafka held something else. */
  static Edits truth(long at, UnaryOperator<List<SealableRecord>> change) {
    return new Edits() {
      @Override
      public List<SealableRecord> truth(long epoch, List<SealableRecord> records) {
        return epoch == at ? change.apply(records) : records;
      }
    };
  }

  /** Something else is written than Kafka held. */
  static Edits records(long at, UnaryOperator<List<SealableRecord>> change) {
    return new Edits() {
      @Override
      public List<SealableRecord> records(long epoch, List<SealableRecord> records) {
        return epoch == at ? change.apply(records) : records;
      }
    };
  }

  static Edits seal(long at, Consumer<ObjectNode> change) {
    return new Edits() {
      @Override
      public EpochSeal seal(EpochSeal seal) {
        return seal.epoch() == at ? EpochSeal.parse(JsonEdit.of(seal.encode(), change)) : seal;
      }
    };
  }

  /** What the seal says of partition 0. */
  static Edits coverage(long at, Consumer<ObjectNode> change) {
    return seal(at, seal -> change.accept((ObjectNode) seal.at("/coverage/0")));
  }

  static Edits heads(long at, Consumer<ObjectNode> change) {
    return new Edits() {
      @Override
      public HeadsFile heads(HeadsFile heads) {
        return heads.epoch() == at ? HeadsFile.parse(JsonEdit.of(heads.encode(), change)) : heads;
      }
    };
  }

  /** One difference, then the other. */
  static Edits both(Edits one, Edits other) {
    return new Edits() {
      @Override
      public List<SealableRecord> records(long epoch, List<SealableRecord> rows) {
        return other.records(epoch, one.records(epoch, rows));
      }

      @Override
      public HeadsFile heads(HeadsFile heads) {
        return other.heads(one.heads(heads));
      }

      @Override
      public EpochSeal seal(EpochSeal seal) {
        return other.seal(one.seal(seal));
      }
    };
  }
}
