package io.sealstream.evidence.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.hold.HeldCase;
import io.sealstream.evidence.note.NoteKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The outcome for programs: one JSON object, documented in docs/verify.md. Problems are written as
 * they are found, every one of them, so that memory does not grow with their number; what sums them
 * up comes last. Ended by {@link #finish} or {@link #fail}, it is whole either way. One thread.
 */
public final class JsonReport implements Consumer<Problem> {
  private static final String FORMAT = "sealstream-verification/1";

  private final JsonGenerator json;

  /** Begins the object. The writer belongs to the caller. */
  public JsonReport(Writer out, Level level, String origin) throws IOException {
    json = new JsonFactory().createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartObject();
    json.writeStringField("format", FORMAT);
    json.writeStringField("level", level.name());
    json.writeStringField("origin", origin);
    json.writeArrayFieldStart("problems");
  }

  @Override
  public void accept(Problem problem) {
    try {
      json.writeStartObject();
      json.writeStringField("code", problem.code().name());
      json.writeStringField("where", problem.where());
      json.writeStringField("why", problem.why());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The verdict, and what is covered. */
  public void finish(VerificationReport report) throws IOException {
    json.writeEndArray();
    json.writeObjectFieldStart("counts");
    for (Map.Entry<VerdictCode, Long> count : new TreeMap<>(report.counts()).entrySet()) {
      json.writeNumberField(count.getKey().name(), count.getValue());
    }
    json.writeEndObject();
    json.writeStringField("verdict", report.ok() ? "VERIFIED" : "FAILED");
    ArchiveSummary summary = report.summary();
    json.writeNumberField("size", summary.epochs());
    covered(summary, report.rotations());
    json.writeArrayFieldStart("holds");
    for (HeldCase held : report.holds()) {
      json.writeString(held.caseId());
    }
    json.writeEndArray();
    json.writeObjectFieldStart("pending");
    json.writeNumberField("seals", summary.pendingEpochs());
    json.writeNumberField("objects", summary.pendingObjects());
    json.writeEndObject();
    end();
  }

  /** Verification could not go on: what was found until then holds, the rest is not known. */
  public void fail(String why) throws IOException {
    json.writeEndArray();
    json.writeStringField("verdict", "ERROR");
    json.writeStringField("error", why);
    end();
  }

  private void end() throws IOException {
    json.writeEndObject();
    json.close();
  }

  private void covered(ArchiveSummary summary, List<KeyRotation> rotations) throws IOException {
    json.writeObjectFieldStart("covered");
    json.writeNumberField("sealed", summary.sealed());
    json.writeNumberField("undecodable", summary.undecodable());
    json.writeNumberField("read", summary.records());
    if (summary.minTimeMillis() <= summary.maxTimeMillis()) {
      json.writeStringField("time_min", Instant.ofEpochMilli(summary.minTimeMillis()).toString());
      json.writeStringField("time_max", Instant.ofEpochMilli(summary.maxTimeMillis()).toString());
    }
    json.writeArrayFieldStart("signers");
    for (String signer : summary.signers()) {
      json.writeString(signer);
    }
    json.writeEndArray();
    json.writeBooleanField("rotation_free", rotations.isEmpty());
    json.writeArrayFieldStart("rotations");
    for (KeyRotation rotation : rotations) {
      json.writeStartObject();
      json.writeNumberField("size", rotation.size());
      json.writeStringField("sealed", Instant.ofEpochMilli(rotation.closedAtMillis()).toString());
      keys("in", rotation.added());
      keys("out", rotation.retired());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("partitions");
    for (Map.Entry<String, ArchiveSummary.Partition> entry : summary.partitions().entrySet()) {
      json.writeObjectFieldStart(entry.getKey());
      partition(entry.getValue());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void keys(String name, List<NoteKey> keys) throws IOException {
    json.writeArrayFieldStart(name);
    for (NoteKey key : keys) {
      json.writeString(key.label());
    }
    json.writeEndArray();
  }

  private void partition(ArchiveSummary.Partition partition) throws IOException {
    json.writeNumberField("from", partition.from());
    json.writeNumberField("to", partition.to());
    json.writeNumberField("sealed", partition.sealed());
    json.writeNumberField("undecodable", partition.undecodable());
    json.writeNumberField("control_slots", partition.controlSlots());
    json.writeNumberField("lost", partition.lost());
  }
}
