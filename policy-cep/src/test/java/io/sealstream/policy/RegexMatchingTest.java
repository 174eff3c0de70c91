package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regular expressions: where RE2 reads the characters of PCRE differently, and places. */
class RegexMatchingTest {

  @ParameterizedTest(name = "{0}: {1} on {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          the end                      ; {f|re: 'ab$'}           ; {"f":"ab"}          ; true
          before the last line feed    ; {f|re: '^ab$'}          ; {"f":"ab\\n"}       ; true
          before one line feed only    ; {f|re: '^ab$'}          ; {"f":"ab\\n\\n"}    ; false
          no end of a line             ; {f|re: '^ab$'}          ; {"f":"ab\\nc"}      ; false
          in an alternative            ; {f|re: 'a$|b'}          ; {"f":"a\\n"}        ; true
          ends of lines                ; {f|re|m: '^a$'}         ; {"f":"a\\nb"}       ; true
          ends of lines, from within   ; {f|re: '(?im)^A$'}      ; {"f":"a\\nb"}       ; true
          ends of no lines, escaped    ; {f|re: '\\(?max$'}       ; {"f":"(max\\n"}     ; true
          ends of no lines, in a class ; {f|re: '^[(?m]$'}       ; {"f":"m\\n"}        ; true
          ends of no lines, quoted     ; {f|re: '^\\Q(?m\\E$'}   ; {"f":"(?m\\n"}      ; true
          ends of no lines, switched off ; {f|re: '(?-m)^a$'}    ; {"f":"a\\nb"}       ; false
          Z, as the end                ; {f|re: '\\Aab\\Z'}      ; {"f":"ab\\n"}       ; true
          z, the very end              ; {f|re: 'ab\\z'}         ; {"f":"ab\\n"}       ; false
          escaped                      ; {f|re: '\\$b'}          ; {"f":"a$b"}         ; true
          behind a backslash           ; {f|re: '\\\\$'}         ; {"f":"a\\\\\\n"}    ; true
          in a class                   ; {f|re: '^[$]$'}         ; {"f":"$"}           ; true
          in a class that opens so     ; {f|re: '[]$]b'}         ; {"f":"$b"}          ; true
          in a class of others         ; {f|re: '[^]$]b'}        ; {"f":"$b"}          ; false
          in a class with a class      ; {f|re: '[[:alpha:]$]b'} ; {"f":"$b"}          ; true
          quoted                       ; {f|re: '\\Qa$b\\E$'}    ; {"f":"a$b"}         ; true
          quoted to the end            ; {f|re: '\\Qa$b'}         ; {"f":"a$b"}         ; true
          startswith, quoted to the end ; {f|re|startswith: '\\Qa$'} ; {"f":"a$b"}      ; true
          endswith, quoted to the end  ; {f|re|endswith: '\\Q$b'} ; {"f":"a$b"}         ; true
          quoted to a backslash        ; {f|re|endswith: '\\Qb\\'} ; {"f":"ab\\\\"}      ; true
          in a class, not a class      ; {f|re: '^[[:a]$'}       ; {"f":"[\\n"}        ; true
          contains                     ; {f|re|contains: 'b+'}   ; {"f":"abbc"}        ; true
          startswith                   ; {f|re|startswith: 'b|c'} ; {"f":"cab"}        ; true
          startswith, further on       ; {f|re|startswith: 'b|c'} ; {"f":"abc"}        ; false
          startswith is no line        ; {f|re|m|startswith: b}  ; {"f":"a\\nb"}       ; false
          endswith                     ; {f|re|i|endswith: 'A|B'} ; {"f":"cab"}        ; true
          endswith, before that        ; {f|re|endswith: 'a|b'}  ; {"f":"abc"}         ; false
          places under all             ; {f|re|contains|all: [a, b]} ; {"f":"xbya"}    ; true
          """)
  void matches(String why, String selection, String event, boolean expected) {
    assertThat(Matching.selects(selection, event)).isEqualTo(expected);
  }
}
