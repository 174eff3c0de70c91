package io.sealstream.cli.reckoning;

/** Where the jobs write. */
public record OutputTopics(String rejected, String violations) {}
