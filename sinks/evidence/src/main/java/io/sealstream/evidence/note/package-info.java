/** C2SP signed notes and checkpoints, keys and the trust file. */
@NullMarked
package io.sealstream.evidence.note;

import org.jspecify.annotations.NullMarked;
