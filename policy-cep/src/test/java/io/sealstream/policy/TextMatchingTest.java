package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strings, wildcards, escapes, and what modifiers make of them. */
class TextMatchingTest {

  @ParameterizedTest(name = "{0}: {1} on {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          case does not count            ; {f: GetObject}     ; {"f":"getOBJECT"}  ; true
          nor beyond ASCII               ; {f: STRASSE Ä}     ; {"f":"strasse ä"}  ; true
          one letter is not two          ; {f: straße}        ; {"f":"strasse"}    ; false
          the whole value is compared    ; {f: Get}           ; {"f":"GetObject"}  ; false
          one of a list is enough        ; {f: [a, b]}        ; {"f":"b"}          ; true
          every field is needed          ; {f: a, g: b}       ; {"f":"a","g":"x"}  ; false
          empty is empty                 ; {f: ''}            ; {"f":""}           ; true
          empty is not missing           ; {f: ''}            ; {}                 ; false
          a star is any run              ; {f: a*c}           ; {"f":"a--c"}       ; true
          also an empty one              ; {f: a*c}           ; {"f":"ac"}         ; true
          and over lines                 ; {f: a*c}           ; {"f":"a\\nc"}      ; true
          runs may not overlap           ; {f: aba*ba}        ; {"f":"aba"}        ; false
          nor in the middle              ; {f: '*ab*b'}        ; {"f":"xab"}        ; false
          a question mark is one         ; {f: a?c}           ; {"f":"abc"}        ; true
          not none                       ; {f: a?c}           ; {"f":"ac"}         ; false
          and one is a code point        ; {f: a?c}           ; {"f":"a😀c"}       ; true
          both together backtrack        ; {f: '*a?c*d'}      ; {"f":"axxabcabxd"} ; true
          both together may fail         ; {f: '*a?c*d'}      ; {"f":"axxabcabx"}  ; false
          case of patterns               ; {f: A*C}           ; {"f":"abc"}        ; true
          an escaped star is a star      ; {f: 'a\\*c'}       ; {"f":"a*c"}        ; true
          and nothing else               ; {f: 'a\\*c'}       ; {"f":"abc"}        ; false
          an escaped question mark       ; {f: 'a\\?c'}       ; {"f":"a?c"}        ; true
          two backslashes are one        ; {f: 'a\\\\b'}      ; {"f":"a\\\\b"}     ; true
          one before a letter is one     ; {f: 'a\\b'}        ; {"f":"a\\\\b"}     ; true
          one at the end is one          ; {f: 'a\\'}         ; {"f":"a\\\\"}      ; true
          a backslash, then a star       ; {f: 'a\\\\*'}      ; {"f":"a\\\\xyz"}   ; true
          brackets are themselves        ; {f: 'a[bc]'}       ; {"f":"a[bc]"}      ; true
          """)
  void values(String why, String selection, String event, boolean expected) {
    assertThat(Matching.selects(selection, event)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1} on {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          contains                     ; {f|contains: bc}              ; {"f":"aBCd"}       ; true
          contains a pattern           ; {f|contains: b?d}             ; {"f":"aBCde"}      ; true
          contains an escape           ; {f|contains: 'a\\*'}          ; {"f":"xa*x"}       ; true
          contains is not the escape   ; {f|contains: 'a\\*'}          ; {"f":"xabx"}       ; false
          startswith                   ; {f|startswith: ab}            ; {"f":"ABc"}        ; true
          startswith is anchored       ; {f|startswith: ab}            ; {"f":"xab"}        ; false
          endswith                     ; {f|endswith: bc}              ; {"f":"aBC"}        ; true
          endswith is anchored         ; {f|endswith: bc}              ; {"f":"abcx"}       ; false
          all: each value              ; {f|contains|all: [a, b]}      ; {"f":"xbya"}       ; true
          all: one is not enough       ; {f|contains|all: [a, b]}      ; {"f":"xa"}         ; false
          cased                        ; {f|cased: Abc}                ; {"f":"Abc"}        ; true
          cased differs                ; {f|cased: Abc}                ; {"f":"abc"}        ; false
          cased with a place           ; {f|startswith|cased: A}       ; {"f":"abc"}        ; false
          cased with a wildcard        ; {f|cased: 'A*'}               ; {"f":"Abc"}        ; true
          neq                          ; {f|neq: a}                    ; {"f":"b"}          ; true
          neq of a list: none of it    ; {f|neq: [a, b]}               ; {"f":"B"}          ; false
          neq holds where it misses    ; {f|neq: a}                    ; {}                 ; true
          neq with a place             ; {f|contains|neq: a}           ; {"f":"xax"}        ; false
          windash                      ; {f|windash|contains: ' -x'}   ; {"f":"c /x"}       ; true
          windash, en dash             ; {f|windash|contains: ' -x'}   ; {"f":"c –x"}       ; true
          windash, any of the five     ; {f|windash: '—x'}             ; {"f":"/x"}         ; true
          windash inside a word        ; {f|windash: a-b}              ; {"f":"a/b"}        ; false
          windash, then base64         ; {f|windash|base64: -enc}    ; {"f":"L2VuYw=="} ; true
          the dash as it is written    ; {f|windash|base64: -enc}    ; {"f":"LWVuYw=="} ; true
          an en dash is three bytes    ; {f|windash|base64: -enc}    ; {"f":"4oCTZW5j"} ; true
          another character is none    ; {f|windash|base64: -enc}    ; {"f":"K2VuYw=="} ; false
          each dash for itself         ; {f|windash|base64: -a /b}   ; {"f":"4oCUYSDigJVi"} ; true
          windash, then an offset      ; {f|windash|base64offset|contains: ' -encoded'} ; {"f":"eHkgL2VuY29kZWQgbW9yZQ=="} ; true
          windash, wide, an offset     ; {f|windash|wide|base64offset|contains: ' -encoded'} ; {"f":"eAB5ACAAEyBlAG4AYwBvAGQAZQBkACAAbQBvAHIAZQA="} ; true
          windash, then wide           ; {f|windash|wide: -x}        ; {"f":"/\\u0000x\\u0000"} ; true
          the bytes of an en dash      ; {f|windash|wide: -x}        ; {"f":"\\u0013 x\\u0000"} ; true
          the other way round          ; {f|windash|utf16be: -x}     ; {"f":" \\u0013\\u0000x"} ; true
          base64                       ; {f|base64: foobar}            ; {"f":"Zm9vYmFy"}   ; true
          base64 alone is equality     ; {f|base64: foobar}            ; {"f":"xZm9vYmFy"}  ; false
          base64 contains              ; {f|base64|contains: foobar}   ; {"f":"xZm9vYmFyx"} ; true
          offset 0                     ; {f|base64offset|contains: foobar}    ; {"f":"Zm9vYmFy"}         ; true
          offset 1                     ; {f|base64offset|contains: foobar}    ; {"f":"eGZvb2Jhcg=="}     ; true
          offset 2                     ; {f|base64offset|contains: foobar}    ; {"f":"eHhmb29iYXI="}     ; true
          another text                 ; {f|base64offset|contains: foobar}    ; {"f":"Zm9vYmF6"}         ; false
          offsets under all            ; {f|base64offset|contains|all: [foobar, quux12]} ; {"f":"eGZvb2Jhcg== cXV1eDEy"} ; true
          wide                         ; {f|wide|base64|contains: ab}         ; {"f":"YQBiAA=="}         ; true
          utf16le                      ; {f|utf16le|base64|contains: ab}      ; {"f":"YQBiAA=="}         ; true
          utf16be                      ; {f|utf16be|base64|contains: ab}      ; {"f":"AGEAYg=="}         ; true
          utf16 has its mark           ; {f|utf16|base64|contains: ab}        ; {"f":"//5hAGIA"}         ; true
          wide text, not encoded       ; {f|wide|contains: 'a?b*'}            ; {"f":"xA\\u0000yb\\u0000"} ; true
          the same the other way round ; {f|utf16be: ab}                      ; {"f":"\\u0000a\\u0000b"} ; true
          with its mark                ; {f|utf16: ab}                        ; {"f":"\\ufeffa\\u0000b\\u0000"} ; true
          utf16 needs its mark         ; {f|utf16|base64|contains: ab}        ; {"f":"YQBiAA=="}         ; false
          """)
  void modifiers(String why, String selection, String event, boolean expected) {
    assertThat(Matching.selects(selection, event)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1} on {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          anywhere, whatever the case  ; [foo]                    ; {"a":{"b":["x FOO y"]}}      ; true
          any of them                  ; [foo, bar]               ; {"a":"bar"}                  ; true
          none of them                 ; [foo, bar]               ; {"a":"baz"}                  ; false
          a single word                ; foo                      ; {"a":"foo"}                  ; true
          all, each in another field   ; {'|all': [foo, bar]}     ; {"a":"foo","b":"bar"}        ; true
          all but one                  ; {'|all': [foo, bar]}     ; {"a":"foo foo"}              ; false
          names of fields are no text  ; [foo]                    ; {"foo":"x"}                  ; false
          numbers and booleans are     ; [4625, true]             ; {"a":1,"b":true}             ; true
          wildcards                    ; ['f?o*bar']              ; {"a":"x foo - bar y"}        ; true
          regular expressions          ; {'|re': '^fo+$'}         ; {"a":"b","c":"foo"}          ; true
          re, all of them              ; {'|re|all': [o$, ^b]}    ; {"a":"foo","b":"bar"}        ; true
          addresses                    ; {'|cidr': 192.0.2.0/24}  ; {"a":["x","192.0.2.7"]}      ; true
          wide text                    ; {'|wide': ab}            ; {"a":"xa\\u0000b\\u0000"}    ; true
          cased                        ; {'|cased': Foo}          ; {"a":"foo"}                  ; false
          beside a field               ; {'': foo, a: b}          ; {"a":"b","c":"foo"}          ; true
          a map or a word              ; [foo, {a: b}]            ; {"a":"b"}                    ; true
          one of several maps          ; [{a: 1, b: 2}, {c: 3}]   ; {"c":3}                      ; true
          a map is needed whole        ; [{a: 1, b: 2}, {c: 3}]   ; {"a":1}                      ; false
          a list in a list             ; [[{a: 1}], [{b: 2}]]     ; {"b":2}                      ; true
          """)
  void keywordsAndLists(String why, String selection, String event, boolean expected) {
    assertThat(Matching.selects(selection, event)).isEqualTo(expected);
  }
}
