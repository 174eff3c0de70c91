/** The jobs as the local stack runs them: their jars, what is assumed for them, their key. */
@NullMarked
package io.sealstream.cli.jobs;

import org.jspecify.annotations.NullMarked;
