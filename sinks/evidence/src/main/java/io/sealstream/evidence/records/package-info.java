/** What kinds of records are sealed, and how one is read: by the job and by the verifier alike. */
@NullMarked
package io.sealstream.evidence.records;

import org.jspecify.annotations.NullMarked;
