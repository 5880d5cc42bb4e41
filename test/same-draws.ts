import fc from "fast-check";

// Each run tries the same inputs, so that a run can be repeated.
fc.configureGlobal({ seed: 20261128 });
