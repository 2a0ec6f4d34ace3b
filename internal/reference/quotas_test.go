package reference

import "testing"

func TestQuotas(t *testing.T) {
	for i, q := range quotas {
		if q.Most < 2048 || q.Unit == 0 || q.Page == "" || q.Raised != 0 && q.Raised <= q.Most {
			t.Errorf("%s: %+v", q.Of, q)
		}
		if found, ok := QuotaOf(q.Of); !ok || found != quotas[i] {
			t.Errorf("%s: stands twice", q.Of)
		}
	}
	if _, ok := QuotaOf("letter"); ok || len(quotas) != 13 {
		t.Errorf("%d quotas", len(quotas))
	}
}
