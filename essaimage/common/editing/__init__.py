"""Two editors on one sheet: what each saw, typed and saved, put side by side (decision 0026).

``sheets`` (a form as what browsers send, and the three-way merge; pure), ``sent`` (forms to sheets and
back), ``seen`` (what a page showed, signed), ``authors`` (who changed what since), ``telling`` (what the
page says of it).
"""
