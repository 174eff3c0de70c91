/**
 * The forms that Sigma lacks: {@code sequence} and {@code absence}. Reads them to plans, sorts hits
 * into their groups, compares values, and finds absences. Plain Java without Flink; what runs
 * sequences is in {@code cep}.
 */
@NullMarked
package io.sealstream.policy.sequence;

import org.jspecify.annotations.NullMarked;
