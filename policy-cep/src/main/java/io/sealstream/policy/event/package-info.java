/**
 * An event as a policy sees it: dotted names, resolved once, into the vendor's JSON or the event's
 * own fields, and the values found there, remembered per event. Knows no other package of policies.
 */
@NullMarked
package io.sealstream.policy.event;

import org.jspecify.annotations.NullMarked;
