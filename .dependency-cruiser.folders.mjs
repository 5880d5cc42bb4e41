import config from "./.dependency-cruiser.mjs";

// Folders depend on each other one way. Tests are left out: their builders may reach for anything.
export default {
  forbidden: [
    {
      name: "no-circular-folders",
      comment: "Move what both need into a folder below them.",
      severity: "error",
      scope: "folder",
      from: { path: "^lib/" },
      to: { circular: true },
    },
  ],
  options: { ...config.options, exclude: { path: "([.](test|fixture)[.]tsx?$|^test/|^[.]next/)" } },
};
