// Sveltia CMS as a module of our bundle: its ready-made file loads more from two public servers.
import CMS from "@sveltia/cms";

CMS.init();
