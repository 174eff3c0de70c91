package io.sealstream.schemas.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.AuditEventJson;
import io.sealstream.schemas.v1.AuditEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
  private static final String GOOD =
      "{\"eventID\":\"%s\",\"eventTime\":\"2026-03-01T10:20:30Z\",\"eventName\":\"GetUser\"}";

  @TempDir Path folder;
  private final List<AuditEvent> taken = new ArrayList<>();
  private final List<String> rejected = new ArrayList<>();

  @Test
  void everyRecordIsTakenOrReportedWithItsFileAndLine() throws IOException {
    Files.createDirectories(folder.resolve("b"));
    Files.writeString(folder.resolve("b/two.json"), "[" + good("3") + ",\n{}]");
    Files.writeString(folder.resolve("a.jsonl"), good("1") + "\nbad\n" + good("2") + "\n");

    IngestReport report = run(taken::add, folder.toString());

    assertThat(taken).extracting(AuditEvent::getId).containsExactly("1", "2", "3");
    assertThat(rejected)
        .containsExactly(
            folder.resolve("a.jsonl") + ":2: not valid JSON at column 1",
            folder.resolve("b/two.json") + ":2: eventName is missing: not a CloudTrail record");
    assertThat(report).isEqualTo(new IngestReport(3, 2, List.of()));
  }

  @Test
  void whatTheReceiverRefusesIsReportedAndTheNextRecordIsRead() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), good("1") + "\n" + good("2"));
    IngestReport report =
        run(
            event -> {
              if (event.getId().equals("1")) {
                throw new IllegalArgumentException("too large");
              }
              taken.add(event);
            },
            file.toString());
    assertThat(rejected).containsExactly(file + ":1: too large");
    assertThat(report.accepted()).isEqualTo(1);
  }

  @Test
  void anInputThatEndsEarlyIsReportedAndTheNextIsRead() throws IOException {
    Path broken = Files.write(folder.resolve("a.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
    Path fine = Files.writeString(folder.resolve("b"), good("1"));
    IngestReport report = run(taken::add, broken.toString(), fine.toString());
    assertThat(report.accepted()).isEqualTo(1);
    assertThat(report.unreadable())
        .extracting(IngestReport.Unreadable::source)
        .containsExactly(broken.toString());
  }

  @Test
  void aPathThatIsNotThereStopsBeforeAnythingIsRead() {
    assertThatThrownBy(() -> run(taken::add, folder.resolve("none").toString()))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageEndingWith("none");
  }

  @Test
  void standardInputIsADash() throws IOException {
    InputStream stdin = new ByteArrayInputStream(good("7").getBytes(StandardCharsets.UTF_8));
    new Ingest(importer(), taken::add, rejection -> rejected.add(rejection.toString()))
        .run(InputSource.find(List.of("-"), stdin));
    assertThat(taken).extracting(AuditEvent::getId).containsExactly("7");
  }

  @Test
  void nativeEventsKeepTheirTenantAndNeedNoEmitter() {
    AuditEvent event = importer().read(good("1"));
    var json = AuditEventJson.toJson(event);
    json.remove("emitter");
    EventImporter any = ImportFormat.NATIVE.importer(null);
    assertThat(any.read(json.toString())).isEqualTo(event);
    EventImporter onlyGlobex = ImportFormat.NATIVE.importer(new TenantId("globex"));
    assertThatThrownBy(() -> onlyGlobex.read(json.toString()))
        .hasMessage("tenant_id is acme, but only globex is taken here");
    assertThatThrownBy(() -> any.read("{\"tenant_id\":\"acme\"}"))
        .isInstanceOf(NotImportableException.class);
  }

  @Test
  void vendorFormatsWantATenant() {
    assertThatThrownBy(() -> ImportFormat.ENVELOPE.importer(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("records of format envelope name no tenant: say whose they are");
    assertThat(ImportFormat.of("okta")).isEmpty();
  }

  private IngestReport run(Consumer<AuditEvent> receiver, String... paths) throws IOException {
    return new Ingest(importer(), receiver, rejection -> rejected.add(rejection.toString()))
        .run(InputSource.find(List.of(paths), InputStream.nullInputStream()));
  }

  private static EventImporter importer() {
    return ImportFormat.CLOUDTRAIL.importer(new TenantId("acme"));
  }

  private static String good(String id) {
    return GOOD.formatted(id);
  }
}
