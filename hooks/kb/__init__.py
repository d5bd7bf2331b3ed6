"""The knowledge base «Клиент: внутри и снаружи»: typed content in, well-formed HTML out."""
