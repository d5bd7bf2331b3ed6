// Sveltia CMS as a module of our own bundle: its ready-made file asks two public servers for more.
import CMS from "@sveltia/cms";

CMS.init();
