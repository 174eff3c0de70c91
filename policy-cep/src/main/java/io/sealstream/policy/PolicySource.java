package io.sealstream.policy;

import java.io.Serializable;

/**
 * One policy file as read: what a job is submitted with, and what the content hash covers.
 *
 * @param name the file's name as problems shall show it; also the policy's id where the text has
 *     none
 * @param text the YAML, unchanged
 */
public record PolicySource(String name, String text) implements Serializable {}
