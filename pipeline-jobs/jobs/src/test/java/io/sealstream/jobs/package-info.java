/** Tests of the jobs. */
@NullMarked
package io.sealstream.jobs;

import org.jspecify.annotations.NullMarked;
