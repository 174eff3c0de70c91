package io.sealstream.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** The monitor and the one disk below {@link RgwServer}. */
final class CephCluster implements AutoCloseable {
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final String ALL = "allow *";

  /** Written last, with the monitor's port: a folder without it is set up anew. */
  private static final String COMPLETE = "cluster-complete";

  private final Path work;
  private final int monPort;
  private final boolean isNew;
  private final List<ChildProcess> daemons = new ArrayList<>();

  private CephCluster(Path work, int monPort, boolean isNew) {
    this.work = work;
    this.monPort = monPort;
    this.isNew = isNew;
  }

  /**
   * Starts the cluster that is in the work folder, or a new one. Nothing is left running on
   * failure. The monitor's port is part of the cluster's data and stays what it was.
   */
  static CephCluster start(Launch launch, int gatewayPort) {
    Path work = launch.folder("ceph");
    Path complete = work.resolve(COMPLETE);
    boolean isNew = !Files.exists(complete);
    int monPort = isNew ? launch.ports().port("ceph-mon") : Integer.parseInt(read(complete));
    CephCluster cluster = new CephCluster(work, monPort, isNew);
    try {
      if (isNew) {
        cluster.format(launch, gatewayPort);
      }
      cluster.startDaemons(launch, gatewayPort);
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Whether it was set up by this start, and still needs its users. */
  boolean isNew() {
    return isNew;
  }

  /** From now on the folder holds a whole cluster, which the next start takes up. */
  void markComplete() {
    write(work.resolve(COMPLETE), Integer.toString(monPort));
  }

  /** Runs a command against the cluster and waits for it to succeed. */
  void run(String program, String... arguments) {
    ChildProcess.start("run-" + program, work, command(program, arguments))
        .awaitSuccess(COMMAND_TIMEOUT);
  }

  /** Starts a daemon; it is stopped with the cluster. */
  ChildProcess daemon(String program, String... arguments) {
    ChildProcess daemon = ChildProcess.start(program, work, command(program, arguments));
    daemons.add(daemon);
    return daemon;
  }

  List<ChildProcess> daemons() {
    return List.copyOf(daemons);
  }

  /** Stops the daemons, the last started first. */
  @Override
  public void close() {
    List<ChildProcess> reversed = new ArrayList<>(daemons);
    Collections.reverse(reversed);
    reversed.forEach(ChildProcess::close);
  }

  private void format(Launch launch, int gatewayPort) {
    String fsid = UUID.randomUUID().toString();
    write(work.resolve("fsid"), fsid);
    configure(launch, gatewayPort);
    for (String folder : List.of("mon", "osd", "rgw", "run", "log")) {
      launch.folder("ceph/" + folder);
    }
    key("mon.keyring", "mon.", "--cap", "mon", ALL);
    key("admin.keyring", "client.admin", "--cap", "mon", ALL, "--cap", "osd", ALL);
    key("osd.keyring", "osd.0", "--cap", "mon", "allow profile osd", "--cap", "osd", ALL);
    key("rgw.keyring", "client.rgw.a", "--cap", "mon", "allow rw", "--cap", "osd", "allow rwx");
    // What the monitor finds here when it is formatted, it knows from the start.
    for (String other : List.of("admin.keyring", "osd.keyring", "rgw.keyring")) {
      run("ceph-authtool", file("mon.keyring"), "--import-keyring", file(other));
    }
    String address = "[v1:127.0.0.1:" + monPort + "]";
    String map = file("monmap");
    run("monmaptool", "--create", "--clobber", "--fsid", fsid, "--addv", "a", address, map);
    run("ceph-mon", "--mkfs", "-i", "a", "--monmap", map, "--keyring", file("mon.keyring"));
  }

  private void startDaemons(Launch launch, int gatewayPort) {
    configure(launch, gatewayPort);
    daemon("ceph-mon", "-i", "a", "-f");
    run("ceph", "--connect-timeout", "60", "status");
    if (isNew) {
      String disk = UUID.randomUUID().toString();
      run("ceph", "osd", "new", disk);
      run("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", disk);
    }
    daemon("ceph-osd", "-i", "0", "-f").awaitReady(this::diskIsUp, START_TIMEOUT);
  }

  private boolean diskIsUp() throws IOException {
    run("ceph", "osd", "stat", "--format", "json", "--out-file", file("osd-stat.json"));
    return Files.readString(work.resolve("osd-stat.json")).contains("\"num_up_osds\":1");
  }

  private void key(String keyring, String name, String... caps) {
    List<String> arguments = new ArrayList<>(List.of("-C", file(keyring), "--gen-key", "-n", name));
    arguments.addAll(List.of(caps));
    run("ceph-authtool", arguments.toArray(String[]::new));
  }

  private void configure(Launch launch, int gatewayPort) {
    String text =
        read(launch.resource("ceph.conf"))
            .replace("@FSID@", read(work.resolve("fsid")))
            .replace("@WORK@", work.toString())
            .replace("@MON_PORT@", Integer.toString(monPort))
            .replace("@RGW_PORT@", Integer.toString(gatewayPort));
    write(work.resolve("ceph.conf"), text + "\n");
  }

  private List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program, "-c", file("ceph.conf")));
    command.addAll(List.of(arguments));
    return command;
  }

  private String file(String name) {
    return work.resolve(name).toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new LocalStackException("Cannot read " + file, e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new LocalStackException("Cannot write " + file, e);
    }
  }
}
