/** What an auditor runs: verdicts over a whole archive, and proofs of one event. */
@NullMarked
package io.sealstream.evidence.verify;

import org.jspecify.annotations.NullMarked;
