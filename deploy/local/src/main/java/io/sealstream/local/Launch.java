package io.sealstream.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where and on which ports a server is started.
 *
 * @param home where its class path is found
 * @param work its work folder: data, configuration, log and pid file; made if it does not exist
 * @param ports its ports
 */
public record Launch(LocalHome home, Path work, Ports ports) {
  public Launch {
    work = work.toAbsolutePath().normalize();
    try {
      Files.createDirectories(work);
    } catch (IOException e) {
      throw new LocalStackException("Cannot make the work folder " + work, e);
    }
  }

  /** A server for a test: found from the working directory, on any free ports. */
  public static Launch forTest(Path work) {
    return new Launch(LocalHome.find(), work, Ports.free());
  }

  /** Writes one file of the server's configuration into the work folder. */
  Path write(String name, String text) {
    Path file = work.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new LocalStackException("Cannot write " + file, e);
    }
  }

  /** Makes a folder inside the work folder. */
  Path folder(String name) {
    try {
      return Files.createDirectories(work.resolve(name));
    } catch (IOException e) {
      throw new LocalStackException("Cannot make the folder " + work.resolve(name), e);
    }
  }

  /** Copies a bundled file into the work folder. */
  Path resource(String name) {
    try (var in = Launch.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new LocalStackException("sealstream-local lacks its resource " + name);
      }
      return write(name, new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new LocalStackException("Cannot read the resource " + name, e);
    }
  }
}
