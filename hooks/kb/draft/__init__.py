"""New pages: what `kb new` writes for an editor to start from."""

from kb.draft.draft import FOLDERS, Draft, DraftError, draft, free_id, id_prefix, skeleton

__all__ = ["FOLDERS", "Draft", "DraftError", "draft", "free_id", "id_prefix", "skeleton"]
