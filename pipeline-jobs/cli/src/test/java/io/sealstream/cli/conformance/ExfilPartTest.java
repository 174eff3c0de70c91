package io.sealstream.cli.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.cli.ConsoleRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The score of the starter library's policies over transfers. Day 12 begins at 1036800. */
class ExfilPartTest {
  private static final String HEADER = "ts,user,dept,destination,bytes\n";
  private static final String LABELS =
      "{\"start\": 0, \"injections\": [%s, %s]}"
          .formatted(
              injection("bulk", "u1", 1036800, 2_000_000_000L),
              injection("slow", "u2", 1036800, 9));

  @TempDir private Path folder = Path.of("");

  @Test
  void aScoreIsALineAndOneVector() throws IOException {
    write(
        LABELS,
        HEADER
            + "1036800,u1,hr,drop.example,2000000000\n"
            + "1036800,u2,hr,drop.example,9\n"
            // Before day 10; of a program; to a place inside: none of them counts.
            + "800000,u3,hr,drop.example,2000000000\n"
            + "1036800,svc-backup,ops,vault,2000000000\n"
            + "1036800,u4,hr,corp-hr-1,2000000000\n"
            // The day after the injection, and a user without one.
            + "1123200,u1,hr,drop.example,2000000000\n"
            + "1036800,u5,hr,drop.example,2000000000\n");
    assertThat(lines())
        .contains(
            "exfil: 1 of 2 injections found {bulk=1 of 1, slow=0 of 1}, 2 false user-days,"
                + " precision 0.33, recall 0.50")
        .contains("1 passed, 0 failed");
  }

  @Test
  void columnsAreFoundByTheirNames() throws IOException {
    write(
        LABELS,
        """
        \uFEFFbytes,host,destination,ts, user
        2000000000,h,drop.example,1036800,u1

        9,h,drop.example,1036800,u2
        """);
    assertThat(lines()).contains("exfil: 1 of 2 injections found", "1 passed, 0 failed");
  }

  @Test
  void transfersNeedNotBePacked() throws IOException {
    write(LABELS, HEADER);
    Files.delete(folder.resolve("exfil/transfers.csv.gz"));
    Files.writeString(
        folder.resolve("exfil/transfers.csv"),
        HEADER + "1036800,u1,hr,drop.example,2000000000\n1036800,u2,,drop.example,9\n");
    assertThat(lines()).contains("exfil: 1 of 2 injections found", "1 passed, 0 failed");
  }

  @Test
  void whatCanBeScoredIs() throws IOException {
    write("{\"start\": 0, \"injections\": []}", HEADER + "1036800,u1,hr,d,2000000000\n");
    assertThat(lines())
        .contains("exfil: 0 of 0 injections found {}, 1 false user-days, precision 0.00, recall no")
        .contains("1 passed, 0 failed");
    write(LABELS, HEADER + "1036800,u1,hr,drop.example,7\n");
    assertThat(lines())
        .contains("exfil: labels differ: its user has 1 transfers of 7 bytes then: ")
        .contains("exfil: labels differ: its user has 0 transfers of 0 bytes then: ")
        .contains("exfil: 0 of 2 injections found", "1 passed, 0 failed");
    write(LABELS.replaceAll(", \"events\": 1, \"bytes\": \\d+", ""), HEADER);
    assertThat(lines()).contains("0 of 2 inj", "1 passed, 0 failed").doesNotContain("differ");
  }

  @Test
  void whatCannotBeScoredIsOneFailure() throws IOException {
    write(LABELS, "ts,bytes\n");
    assertFailure("transfers.csv.gz:1: the header must name user once; it is 'ts,bytes'");
    write(LABELS, "ts,ts,user,destination,bytes\n");
    assertFailure("transfers.csv.gz:1: the header must name ts once");
    write(LABELS, HEADER + "1,u1\n");
    assertFailure("transfers.csv.gz:2 has 2 cells, its header 5");
    write(LABELS, HEADER + "1,u1,hr,drop.example,many\n");
    assertFailure("transfers.csv.gz:2: bytes must be a whole number");
    write(LABELS, HEADER + "1,u1,hr,drop.example,-1\n");
    assertFailure("transfers.csv.gz:2: bytes must not be negative");
    write(LABELS.replace("\"start\": 0", "\"start\": 2000000"), HEADER);
    assertFailure("it ends before it starts, or starts before 'start': ");
    write("{\"start\": 0, \"injections\": []}", HEADER);
    Files.writeString(folder.resolve("exfil/transfers.csv.gz"), HEADER);
    assertFailure("transfers.csv.gz is not packed with gzip");
    Files.delete(folder.resolve("exfil/transfers.csv.gz"));
    assertFailure("neither exfil/transfers.csv.gz nor exfil/transfers.csv is there");
  }

  private void assertFailure(String why) {
    assertThat(lines()).contains("FAILED exfil: cannot be read: ", why, "0 passed, 1 failed");
  }

  private String lines() {
    return ConsoleRun.of("conformance", folder.toString()).out();
  }

  private static String injection(String kind, String user, long start, long bytes) {
    return ("{\"kind\": \"%s\", \"user\": \"%s\", \"start\": %d, \"end\": %d, \"events\": 1,"
            + " \"bytes\": %d}")
        .formatted(kind, user, start, start + 60, bytes);
  }

  private void write(String labels, String transfers) throws IOException {
    Path exfil = Files.createDirectories(folder.resolve("exfil"));
    Files.writeString(exfil.resolve("labels.json"), labels);
    try (var out = new GZIPOutputStream(Files.newOutputStream(exfil.resolve("transfers.csv.gz")))) {
      out.write(transfers.getBytes(StandardCharsets.UTF_8));
    }
  }
}
