package io.sealstream.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a server that is a JVM of its own, on the Java that runs the launcher. */
final class JvmCommand {
  private final List<String> command = new ArrayList<>();

  JvmCommand(int heapMegabytes) {
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    flags("-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC", "-Djava.net.preferIPv4Stack=true");
  }

  /** Starts sooner and computes slower: for servers that live for a test or a demo. */
  JvmCommand quickStart() {
    return flags("-XX:TieredStopAtLevel=1", "-Xshare:auto");
  }

  JvmCommand flags(String... flags) {
    command.addAll(List.of(flags));
    return this;
  }

  List<String> main(String classPath, String mainClass, String... arguments) {
    flags("-cp", classPath, mainClass);
    return flags(arguments).command();
  }

  List<String> jar(Path jar, String... arguments) {
    flags("-jar", jar.toString());
    return flags(arguments).command();
  }

  private List<String> command() {
    return List.copyOf(command);
  }
}
