package io.sealstream.cli.conformance;

import java.util.Optional;

/**
 * A part that packs may have and this version does not run; it says so.
 *
 * @param start how its files in the folder begin
 * @param reason what the version would need
 */
record NotRunPart(String name, String folder, String start, String reason)
    implements ConformancePart {

  @Override
  public Optional<String> obstacle(Pack pack) {
    return pack.names(folder, start, "").isEmpty()
        ? Optional.of(folder + "/" + start + "* is not there")
        : Optional.empty();
  }

  @Override
  public void run(Pack pack, Score score) {
    score.line("not run: " + name + " (this version has no " + reason + ")");
  }
}
