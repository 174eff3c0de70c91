package io.sealstream.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into a resource: it stands in the root pom and nowhere else. */
final class BuiltVersion implements IVersionProvider {
  private static final String RESOURCE = "/sealstream-version.properties";

  @Override
  public String[] getVersion() throws IOException {
    try (InputStream in = BuiltVersion.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("this build of sealstream lacks " + RESOURCE);
      }
      var properties = new Properties();
      properties.load(in);
      return new String[] {"sealstream " + properties.getProperty("version")};
    }
  }
}
