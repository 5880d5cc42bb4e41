import fc from "fast-check";

// Each run tries the same inputs, so that a run can be repeated, and few of them, because each mutant is asked about.
fc.configureGlobal({ seed: 20261128, numRuns: 25 });
