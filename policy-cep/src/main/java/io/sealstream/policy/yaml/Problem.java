package io.sealstream.policy.yaml;

/**
 * Something wrong in a file, which the file's reader knows the name of.
 *
 * @param line from 1
 * @param column from 1
 */
public record Problem(int line, int column, String message) {}
