package io.sealstream.schemas;

/** What the figures of a benchmark are of. */
public final class Machine {

  private Machine() {}

  /** Operating system, architecture, Java and the number of processors, in one line. */
  public static String text() {
    return "%s %s, Java %s, %d processors"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            System.getProperty("java.version"),
            Runtime.getRuntime().availableProcessors());
  }
}
