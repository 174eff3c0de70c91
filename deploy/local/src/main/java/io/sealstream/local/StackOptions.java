package io.sealstream.local;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * What of the stack is started, and where.
 *
 * @param work work folder of all servers
 * @param servers which ones
 * @param store where the archive lies
 * @param ports fixed for a stack that outlives its launcher, free for a test
 */
public record StackOptions(Path work, Set<Server> servers, StoreKind store, Ports ports) {
  public StackOptions {
    work = work.toAbsolutePath().normalize();
    servers = Set.copyOf(servers);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("no server is to be started");
    }
  }

  /** Everything for a test or a demo beside a running stack: own folder, any free ports. */
  public static StackOptions isolated(Path work, StoreKind store) {
    return new StackOptions(work, EnumSet.allOf(Server.class), store, Ports.free());
  }
}
