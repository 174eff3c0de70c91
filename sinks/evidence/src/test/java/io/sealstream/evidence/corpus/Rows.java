package io.sealstream.evidence.corpus;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.format.SealedRow;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.RecordHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Small changes to lists of records and to records. */
final class Rows {
  private Rows() {}

  static <T> List<T> with(List<T> rows, int index, T row) {
    List<T> changed = new ArrayList<>(rows);
    changed.set(index, row);
    return changed;
  }

  static <T> List<T> without(List<T> rows, int index) {
    List<T> fewer = new ArrayList<>(rows);
    fewer.remove(index);
    return fewer;
  }

  static <T> List<T> inserting(List<T> rows, int index, T row) {
    List<T> more = new ArrayList<>(rows);
    more.add(index, row);
    return more;
  }

  /** Another record in a row that keeps its salts and its leaf. */
  static List<SealedRow> change(
      List<SealedRow> rows, int index, UnaryOperator<SealableRecord> change) {
    SealedRow row = rows.get(index);
    return with(rows, index, new SealedRow(change.apply(row.record()), row.salts(), row.leaf()));
  }

  static SealableRecord received(SealableRecord record, UnaryOperator<ReceivedRecord> change) {
    return new SealableRecord(
        change.apply(record.received()), record.tenant(), record.reason(), record.event());
  }

  static SealableRecord value(SealableRecord record, UnaryOperator<Bytes> change) {
    return received(
        record, r -> copy(r, r.leaderEpoch(), r.key(), change.apply(orEmpty(r.value()))));
  }

  static SealableRecord key(SealableRecord record, UnaryOperator<Bytes> change) {
    return received(
        record, r -> copy(r, r.leaderEpoch(), change.apply(orEmpty(r.key())), r.value()));
  }

  static SealableRecord leaderEpoch(SealableRecord record, int leaderEpoch) {
    return received(record, r -> copy(r, leaderEpoch, r.key(), r.value()));
  }

  static SealableRecord headers(SealableRecord record, List<RecordHeader> headers) {
    return received(
        record,
        r ->
            new ReceivedRecord(
                r.topic(),
                r.partition(),
                r.offset(),
                r.leaderEpoch(),
                r.timestampMillis(),
                r.timestampKind(),
                r.key(),
                r.value(),
                headers));
  }

  private static ReceivedRecord copy(
      ReceivedRecord r, int leaderEpoch, @Nullable Bytes key, @Nullable Bytes value) {
    return new ReceivedRecord(
        r.topic(),
        r.partition(),
        r.offset(),
        leaderEpoch,
        r.timestampMillis(),
        r.timestampKind(),
        key,
        value,
        r.headers());
  }

  /** The last byte with one bit flipped. */
  static Bytes flip(Bytes bytes) {
    byte[] changed = bytes.toArray();
    changed[changed.length - 1] ^= 1;
    return Bytes.wrap(changed);
  }

  private static Bytes orEmpty(@Nullable Bytes bytes) {
    return bytes == null ? Bytes.EMPTY : bytes;
  }
}
