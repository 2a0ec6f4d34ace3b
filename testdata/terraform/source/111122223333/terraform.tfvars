name = "cluster"
