package facts

// Entries are those of the configuration, with what came of them.
type Entries struct {
	Expectations []Expectation
	Ignores      []Ignore
}

// Expectation is one capability that a role is expected to have, or not to
// have. Place names the entry; Verdict is empty where NotDescribed says what no
// input describes. Because says on what the verdict rests.
type Expectation struct {
	Place, Role, Bucket, Capability string
	Can                             bool
	Verdict, NotDescribed, Because  string
}

// Ignore is an entry that accepts findings.
type Ignore struct {
	Place, Rule, Reason, Until string
	Expired, Used              bool
}

// Configuration states the entries of the configuration.
func Configuration(e Entries) Object {
	o := Object{{"kind", String("snapshot")}}
	var expectations, ignores Array
	for _, x := range e.Expectations {
		expectations = append(expectations, expectation(x))
	}
	for _, x := range e.Ignores {
		entry := Object{{"at", Place(x.Place, nil)}, {"rule", String(x.Rule)}, {"reason", String(x.Reason)}}
		if x.Until != "" {
			entry = entry.With("until", String(x.Until))
		}
		if x.Expired {
			entry = entry.With("expired", Present)
		}
		if x.Used {
			entry = entry.With("used", Present)
		}
		ignores = append(ignores, entry)
	}
	if expectations != nil {
		o = o.With("expectations", expectations)
	}
	if ignores != nil {
		o = o.With("ignores", ignores)
	}
	return o
}

func expectation(x Expectation) Object {
	o := Object{{"at", Place(x.Place, nil)}, {"role", String(x.Role)}, {"bucket", String(x.Bucket)},
		{"capability", String(x.Capability)}}
	if x.Can {
		o = o.With("can", Present)
	} else {
		o = o.With("cannot", Present)
	}
	if x.NotDescribed != "" {
		return o.With("not_described", String(x.NotDescribed))
	}
	o = o.With("verdict", Keyed(x.Verdict))
	if x.Because != "" {
		o = o.With("because", String(x.Because))
	}
	return o
}
