/** Tests of sequences and absences on Flink's state. */
@NullMarked
package io.sealstream.policy.cep;

import org.jspecify.annotations.NullMarked;
