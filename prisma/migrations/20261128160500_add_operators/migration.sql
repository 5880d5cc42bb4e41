-- An operator runs the installation: sees what concerns all workspaces together, such as the vendors' bills. Only a
-- command on the machine appoints one.
ALTER TABLE users ADD COLUMN is_operator boolean NOT NULL DEFAULT false;
