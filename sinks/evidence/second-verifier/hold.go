package main

import "regexp"

var (
	holdName = regexp.MustCompile(`^hold/([A-Za-z0-9][A-Za-z0-9._-]{0,63})/00[0-9]{18}\.json$`)
	caseName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)
)

// hold checks the form of a record of a legal hold. Nobody signs it: it proves nothing of events.
func (w *walk) hold(key string) {
	name := holdName.FindStringSubmatch(key)
	if name == nil {
		w.a.report.problem("UNSEALED_OBJECT", key, "is none of the format's files")
		return
	}
	text, err := w.a.read(key)
	if err != nil {
		w.a.report.problem(codeFor(err, "NON_CANONICAL"), key, "%v", err)
		return
	}
	if of, err := readHold(text); err != nil || of != name[1] {
		w.a.report.problem("NON_CANONICAL", key, "is a record of case %q, or: %v", of, err)
	}
}

func readHold(text []byte) (of string, err error) {
	c := &canonical{text: text}
	c.token(`{"action":`)
	action := c.str()
	if action != "PLACE" && action != "RELEASE" {
		c.fail("an action")
	}
	c.token(`,"at":`)
	c.int64()
	c.token(`,"case":`)
	if of = c.str(); !caseName.MatchString(of) {
		c.fail("a case")
	}
	c.token(`,"format":"sealstream-hold/1","from":`)
	from := c.int64()
	c.token(`,"objects":`)
	objects, previous := 0, ""
	c.array(func() {
		c.token(`{"key":`)
		key := c.str()
		if objects > 0 && key < previous {
			c.fail("keys in order")
		}
		previous = key
		c.token(`,"version_id":`)
		c.str()
		c.token(`}`)
		objects++
	})
	if (action == "RELEASE") != (objects == 0) {
		c.fail("objects for a hold, none for a release")
	}
	c.token(`,"reason":`)
	c.words()
	c.token(`,"tenant":`)
	c.tenant()
	c.token(`,"to":`)
	if to := c.int64(); from > to {
		c.fail("a time after from")
	}
	c.token(`}`)
	return of, c.end()
}
