package io.sealstream.policy.sigma;

import io.sealstream.policy.sigma.Modifiers.TextStep;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Applies a rule's text modifiers to one string, which may become several. */
final class TextPatterns {
  /** How many characters of the encoding the bytes before the text leak into, per shift. */
  private static final int[] FIRST_STABLE = {0, 2, 3};

  /** How many characters the bytes behind the text, and the padding, leak into. */
  private static final int[] LAST_UNSTABLE = {0, 3, 2};

  private static final int BASE64_GROUP = 3;
  private static final int LAST_OF_ASCII = 0x7f;
  private static final int BYTE = 0xff;
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private TextPatterns() {}

  /**
   * The patterns, of which any may match.
   *
   * @throws IllegalArgumentException where a wildcard would have to be encoded
   */
  static List<SigmaString> apply(List<TextStep> steps, String text) {
    List<SigmaString> patterns = List.of(SigmaString.parse(text));
    Charset charset = StandardCharsets.UTF_8;
    String mark = "";
    for (int i = 0; i < steps.size(); i++) {
      TextStep step = steps.get(i);
      boolean encodesNext = i + 1 < steps.size() && isBase64(steps.get(i + 1));
      var changed = new ArrayList<SigmaString>();
      for (SigmaString pattern : patterns) {
        changed.addAll(
            Modifiers.charset(step).isPresent() && !encodesNext
                ? List.of(wide(step, pattern))
                : apply(step, pattern, mark, charset));
      }
      boolean isDashed = step == TextStep.WINDOWS_DASH;
      patterns = isDashed && encodes(steps.subList(i, steps.size())) ? eachDash(changed) : changed;
      mark = step == TextStep.UTF16_WITH_MARK ? BYTE_ORDER_MARK : "";
      charset = Modifiers.charset(step).orElse(StandardCharsets.UTF_8);
    }
    return patterns;
  }

  private static List<SigmaString> apply(
      TextStep step, SigmaString pattern, String mark, Charset charset) {
    return switch (step) {
      case CONTAINS -> List.of(pattern.openStart().openEnd());
      case STARTS_WITH -> List.of(pattern.openEnd());
      case ENDS_WITH -> List.of(pattern.openStart());
      case WINDOWS_DASH -> List.of(pattern.withWindowsDashes());
      case UTF16LE, UTF16BE, UTF16_WITH_MARK -> List.of(pattern);
      case BASE64 -> {
        byte[] bytes = (mark + literal(pattern)).getBytes(charset);
        yield List.of(SigmaString.literally(Base64.getEncoder().encodeToString(bytes)));
      }
      case BASE64_OFFSET -> shifted((mark + literal(pattern)).getBytes(charset));
    };
  }

  private static boolean encodes(List<TextStep> steps) {
    return steps.stream().anyMatch(step -> isBase64(step) || Modifiers.charset(step).isPresent());
  }

  private static List<SigmaString> eachDash(List<SigmaString> patterns) {
    return patterns.stream().flatMap(pattern -> pattern.withEachDash().stream()).toList();
  }

  private static boolean isBase64(TextStep step) {
    return step == TextStep.BASE64 || step == TextStep.BASE64_OFFSET;
  }

  /** Bytes that nothing encodes are characters of the same numbers: a NUL beside each of ASCII. */
  private static SigmaString wide(TextStep step, SigmaString pattern) {
    var wide = new ArrayList<Integer>();
    if (step == TextStep.UTF16_WITH_MARK) {
      wide.add(BYTE_ORDER_MARK.codePointAt(0));
    }
    for (int token : pattern.tokens()) {
      if (token < 0) {
        wide.add(token);
        continue;
      }
      int low = token & BYTE;
      int high = token >> Byte.SIZE;
      if (low > LAST_OF_ASCII || high > LAST_OF_ASCII) {
        throw new IllegalArgumentException(
            "a UTF-16 modifier without base64 or base64offset right after it is for characters whose bytes are ASCII");
      }
      boolean isLowLast = step == TextStep.UTF16BE;
      wide.add(isLowLast ? high : low);
      wide.add(isLowLast ? low : high);
    }
    return new SigmaString(wide);
  }

  private static String literal(SigmaString pattern) {
    if (!pattern.isLiteral()) {
      throw new IllegalArgumentException("a text with wildcards cannot be Base64");
    }
    return pattern.literal();
  }

  /** What the encoding of anything that holds the bytes must hold, per place modulo three. */
  private static List<SigmaString> shifted(byte[] bytes) {
    var patterns = new ArrayList<SigmaString>(BASE64_GROUP);
    for (int shift = 0; shift < BASE64_GROUP; shift++) {
      byte[] padded = new byte[shift + bytes.length];
      Arrays.fill(padded, 0, shift, (byte) ' ');
      System.arraycopy(bytes, 0, padded, shift, bytes.length);
      String encoded = Base64.getEncoder().encodeToString(padded);
      int end = encoded.length() - LAST_UNSTABLE[padded.length % BASE64_GROUP];
      if (FIRST_STABLE[shift] < end) {
        patterns.add(SigmaString.literally(encoded.substring(FIRST_STABLE[shift], end)));
      }
    }
    if (patterns.isEmpty()) {
      throw new IllegalArgumentException("the text is too short for base64offset");
    }
    return patterns;
  }
}
