package io.sealstream.local;

import java.nio.file.Path;

/** Work folders of tests: below {@code target}, kept after the test for its logs. */
final class WorkFolders {
  private WorkFolders() {}

  static Path of(Class<?> test, String name) {
    return Path.of(
        "target", "it", test.getSimpleName(), name + "-" + ProcessHandle.current().pid());
  }
}
