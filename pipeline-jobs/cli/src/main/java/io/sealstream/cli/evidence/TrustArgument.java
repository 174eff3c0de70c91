package io.sealstream.cli.evidence;

import io.sealstream.cli.options.InputFile;
import io.sealstream.evidence.note.TrustFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The trust file that a command checks signatures with. */
public final class TrustArgument {
  private static final String WRITTEN_BY = "a trust file, as 'sealstream keys trust' writes it";

  @Option(
      names = "--trust",
      required = true,
      paramLabel = "FILE",
      description = "The trust file, as 'sealstream keys trust' writes it.")
  private Path file = Path.of("");

  Path file() {
    return file;
  }

  TrustFile read() throws IOException {
    return read(file);
  }

  /**
   * Reads any trust file.
   *
   * @throws IOException where it is none, saying what to name
   */
  public static TrustFile read(Path file) throws IOException {
    InputFile.require(file, WRITTEN_BY);
    try {
      return TrustFile.read(file);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(e.getMessage() + "; name " + WRITTEN_BY, e);
    }
  }
}
