package io.sealstream.policy;

import java.util.List;

/** What one finding is to the benchmarks: which pattern, where it ends, of whom. */
record Alert(String pattern, String anchor, List<String> group) {}
